/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NameTableTest {

    @Property
    void findsExactlyTheNamesItHolds(
            @ForAll("names") List<String> held, @ForAll("names") List<String> asked) {
        NameTable table = new NameTable(held);
        Map<String, Integer> model = new HashMap<>();
        held.forEach(name -> model.putIfAbsent(name, model.size()));

        assertThat(table.size()).isEqualTo(model.size());
        for (Collection<String> names : List.of(held, asked)) {
            for (String name : names) {
                byte[] around = ("##" + name + "##").getBytes(StandardCharsets.UTF_8);
                int expected = model.getOrDefault(name, -1);
                assertThat(table.find(name)).isEqualTo(expected);
                assertThat(table.find(around, 2, around.length - 4)).isEqualTo(expected);
            }
        }
    }

    @Example
    void tellsNamesApartThatDifferWhereTheFingerprintDoesNotLook() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            char[] name = "a".repeat(64).toCharArray();
            name[i] = 'b';
            names.add(new String(name));
        }
        NameTable table = new NameTable(names);

        for (int i = 0; i < names.size(); i++) {
            assertThat(table.find(names.get(i))).isEqualTo(i);
        }
        assertThat(table.find("a".repeat(64))).isEqualTo(-1);
    }

    @Example
    void anEmptyTableFindsNothing() {
        NameTable table = new NameTable(List.of());

        assertThat(table.find("")).isEqualTo(-1);
        assertThat(table.find("x")).isEqualTo(-1);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(20).list().ofMaxSize(40);
    }
}
