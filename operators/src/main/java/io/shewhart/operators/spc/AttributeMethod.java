/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/** How charts of ratios learn. */
final class AttributeMethod implements Learning.Method<AttributeSample, AttributeBaseline> {

    static final AttributeMethod INSTANCE = new AttributeMethod();

    private AttributeMethod() {}

    @Override
    public AttributeSample sample() {
        return new AttributeSample();
    }

    @Override
    public AttributeSample sample(StateReader in) {
        return AttributeSample.read(in);
    }

    @Override
    public AttributeBaseline baseline(StateReader in) {
        return AttributeBaseline.read(in);
    }

    @Override
    public AttributeBaseline learn(AttributeSample sample, String id, String version) {
        return AttributeBaseline.learn(sample, id, version);
    }
}
