/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WideSumTest {

    @Property
    void sumsAndProductsAreExact(@ForAll List<Long> values, @ForAll long factor) {
        WideSum sum = new WideSum();
        BigInteger expected = BigInteger.ZERO;
        for (long value : values) {
            sum.add(value);
            sum.addProduct(value, factor);
            BigInteger exact = BigInteger.valueOf(value);
            expected = expected.add(exact).add(exact.multiply(BigInteger.valueOf(factor)));
        }
        assertThat(sum.toBigInteger()).isEqualTo(expected);
        assertThat(sum.toDouble()).isEqualTo(expected.doubleValue());
        assertThat(sum.isZero()).isEqualTo(expected.signum() == 0);
    }

    @Property
    void encodesShortAndComesBack(@ForAll long a, @ForAll long b, @ForAll long c) {
        WideSum sum = new WideSum();
        sum.addProduct(a, b);
        sum.add(c);
        ByteWriter out = new ByteWriter();
        sum.encode(out);
        byte[] bytes = out.toByteArray();
        // BigInteger's form is the shortest too, but takes a byte for zero.
        int shortest = sum.isZero() ? 0 : sum.toBigInteger().toByteArray().length;
        assertThat(bytes).hasSize(1 + shortest);

        WideSum twice = new WideSum();
        twice.add(sum);
        twice.addEncoded(new ByteReader(bytes));
        assertThat(twice.toBigInteger()).isEqualTo(sum.toBigInteger().shiftLeft(1));
    }

    @Test
    void squaresOfTheLargestNumbersDoNotOverflow() {
        WideSum sum = new WideSum();
        BigInteger square = BigInteger.valueOf(Long.MIN_VALUE).pow(2);
        for (int i = 0; i < 1_000; i++) {
            sum.addProduct(Long.MIN_VALUE, Long.MIN_VALUE);
        }
        assertThat(sum.toBigInteger()).isEqualTo(square.multiply(BigInteger.valueOf(1_000)));
    }

    @Test
    void refusesALengthThatNoSumHas() {
        byte[] bytes = new byte[40];
        bytes[0] = 25;
        assertThatThrownBy(() -> new WideSum().addEncoded(new ByteReader(bytes)))
                .isInstanceOf(WindowFormatException.class);
    }
}
