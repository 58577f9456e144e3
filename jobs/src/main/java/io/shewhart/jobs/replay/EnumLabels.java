/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.jobs.replay;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Locale;

/** Constants of protobuf enums in the words of people. */
final class EnumLabels {
    private EnumLabels() {}

    /** ROLE_LATE_DUPLICATE of the enum Role is late_duplicate. */
    static String of(ProtocolMessageEnum constant) {
        String type = constant.getDescriptorForType().getName();
        String prefix = type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_") + "_";
        String name = constant.getValueDescriptor().getName().toLowerCase(Locale.ROOT);
        prefix = prefix.toLowerCase(Locale.ROOT);
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
