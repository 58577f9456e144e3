/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.stack;

import java.util.ArrayList;
import java.util.List;

/** The ports of a stack. 0 stands for any. */
record StackPorts(int page, int grpc, int http, int kafka, int store, int flink) {
    /**
     * One of them.
     *
     * @param what it serves, for a person
     * @param option that moves it
     */
    record Port(int number, String what, String option) {}

    /** Those whose number is fixed. */
    List<Port> fixed() {
        List<Port> ports = new ArrayList<>();
        add(ports, page, "the page with the charts", "--page-port");
        add(ports, grpc, "OTLP over gRPC", "--grpc-port");
        add(ports, http, "OTLP over HTTP", "--http-port");
        add(ports, kafka, "Kafka", "--kafka-port");
        add(ports, store, "QuestDB", "--store-port");
        add(ports, flink, "Flink's web UI", "--flink-port");
        return ports;
    }

    private static void add(List<Port> ports, int number, String what, String option) {
        if (number != 0) {
            ports.add(new Port(number, what, option));
        }
    }

    /** Two that were given the same number; what is wrong with it, or null. */
    String conflict() {
        List<Port> ports = fixed();
        for (int i = 0; i < ports.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ports.get(i).number() == ports.get(j).number()) {
                    return ports.get(j).option()
                            + " and "
                            + ports.get(i).option()
                            + " are both "
                            + ports.get(i).number()
                            + ".";
                }
            }
        }
        return null;
    }
}
