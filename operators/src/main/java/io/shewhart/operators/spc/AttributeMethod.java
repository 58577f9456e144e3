/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.spc;

/**
 * How charts of ratios learn.
 *
 * @param link scale on which a ratio varies
 */
record AttributeMethod(Link link) implements Learning.Method<AttributeSample, AttributeBaseline> {

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
        return AttributeBaseline.read(in, link);
    }

    @Override
    public AttributeBaseline learn(AttributeSample sample, String id, String version) {
        return AttributePhaseOne.learn(sample, id, version, link);
    }
}
