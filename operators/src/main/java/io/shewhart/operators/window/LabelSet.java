/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.operators.window;

import io.shewhart.schemas.v1.SeriesLabels;
import io.shewhart.schemas.v1.Vantage;
import java.util.List;

/**
 * The labels of a series, each cut at {@link #MAX_CHARACTERS}; "" is absent. Two label sets are the
 * same series exactly when they are equal.
 *
 * @param service service that observed the call, or of a trace's root
 * @param environment deployment environment
 * @param provider model provider
 * @param model requested model
 * @param operation operation, for stage times the stage
 * @param vantage app, gateway, server; absent for whole traces
 * @param version version of the service, folded by version.pattern
 */
public record LabelSet(
        String service,
        String environment,
        String provider,
        String model,
        String operation,
        String vantage,
        String version) {

    /** Longest label value, in Unicode code points. */
    public static final int MAX_CHARACTERS = 128;

    /** Value of the labels of merged series. */
    public static final String OTHER = "other";

    /** Cuts every value. */
    public LabelSet {
        service = cut(service);
        environment = cut(environment);
        provider = cut(provider);
        model = cut(model);
        operation = cut(operation);
        vantage = cut(vantage);
        version = cut(version);
    }

    /** Labels as a record carries them. */
    public static LabelSet of(SeriesLabels labels) {
        return new LabelSet(
                labels.getService(),
                labels.getEnvironment(),
                labels.getProvider(),
                labels.getModel(),
                labels.getOperation(),
                labels.getVantage(),
                labels.getVersion());
    }

    /** Name of a vantage as a label value. */
    public static String vantage(Vantage vantage) {
        return switch (vantage) {
            case VANTAGE_APP -> "app";
            case VANTAGE_GATEWAY -> "gateway";
            case VANTAGE_SERVER -> "server";
            case VANTAGE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    /** The same labels in a record. */
    public SeriesLabels toProto() {
        return SeriesLabels.newBuilder()
                .setService(service)
                .setEnvironment(environment)
                .setProvider(provider)
                .setModel(model)
                .setOperation(operation)
                .setVantage(vantage)
                .setVersion(version)
                .build();
    }

    /** The labels of the chart key. */
    public LabelSet withoutVersion() {
        return withVersion("");
    }

    /** The labels of a stage of these traces. */
    LabelSet withOperation(String stage) {
        return new LabelSet(service, environment, provider, model, stage, vantage, version);
    }

    LabelSet withVersion(String other) {
        return new LabelSet(service, environment, provider, model, operation, vantage, other);
    }

    /**
     * The labels that series beyond the cap are merged into. Service and vantage stay, for they are
     * never mixed, and so does the stage of stage times; every label that input can make up freely
     * becomes {@link #OTHER}, whether it was present or not, so that a service has only a handful
     * of merged series.
     */
    LabelSet overflow(BundleKind kind) {
        return switch (kind) {
            case CALLS -> new LabelSet(service, OTHER, OTHER, OTHER, OTHER, vantage, OTHER);
            case TRACES -> new LabelSet(service, OTHER, "", "", "", vantage, OTHER);
            case STAGE -> new LabelSet(service, OTHER, "", "", operation, vantage, OTHER);
        };
    }

    /** Values in the alphabetical order of {@link #NAMES}. */
    List<String> values() {
        return List.of(environment, model, operation, provider, service, vantage, version);
    }

    /** Names of the labels in alphabetical order. */
    static final List<String> NAMES =
            List.of(
                    "environment",
                    "model",
                    "operation",
                    "provider",
                    "service",
                    "vantage",
                    "version");

    /**
     * The canonical form: the pairs that are present, sorted by name, each name and value as length
     * and UTF-8.
     */
    public byte[] canonicalBytes() {
        return SeriesKey.canonical(null, this);
    }

    /** Writes the labels that are present, by number. */
    void encode(ByteWriter out) {
        List<String> values = values();
        out.writeByte((int) values.stream().filter(value -> !value.isEmpty()).count());
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                out.writeByte(i);
                out.writeString(values.get(i));
            }
        }
    }

    static LabelSet decode(ByteReader in) {
        String[] values = {"", "", "", "", "", "", ""};
        int present = in.readByte();
        for (int i = 0; i < present; i++) {
            int label = in.readByte();
            if (label >= values.length) {
                throw new WindowFormatException("unknown label " + label);
            }
            values[label] = in.readString();
        }
        return new LabelSet(
                values[4], values[0], values[3], values[1], values[2], values[5], values[6]);
    }

    private static String cut(String value) {
        // A string has at least as many chars as code points.
        if (value.length() <= MAX_CHARACTERS
                || value.codePointCount(0, value.length()) <= MAX_CHARACTERS) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, MAX_CHARACTERS));
    }
}
