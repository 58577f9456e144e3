/* Copyright The Shewhart Authors. SPDX-License-Identifier: Apache-2.0 */
package io.shewhart.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. There are no exceptions and no frozen violations. */
@AnalyzeClasses(packages = "io.shewhart", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule MODULES_DEPEND_ONE_WAY =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("schemas")
                    .definedBy("io.shewhart.schemas..")
                    .layer("operators")
                    .definedBy("io.shewhart.operators..")
                    .layer("jobs")
                    .definedBy("io.shewhart.jobs..")
                    .layer("testing")
                    .definedBy("io.shewhart.testing..")
                    .whereLayer("testing")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("jobs")
                    .mayOnlyBeAccessedByLayers("testing")
                    .whereLayer("operators")
                    .mayOnlyBeAccessedByLayers("jobs", "testing")
                    .whereLayer("schemas")
                    .mayOnlyBeAccessedByLayers("operators", "jobs", "testing");

    @ArchTest
    static final ArchRule STATISTICS_KNOW_NO_INFRASTRUCTURE =
            noClasses()
                    .that()
                    .resideInAPackage("io.shewhart.operators.spc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "com.google.protobuf..",
                            "io.shewhart.schemas..");

    @ArchTest
    static final ArchRule THINKING_KNOWS_NO_FLINK =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.shewhart.operators.otlp..",
                            "io.shewhart.operators.semconv..",
                            "io.shewhart.operators.ingest..",
                            "io.shewhart.operators.trace..",
                            "io.shewhart.operators.window..",
                            "io.shewhart.operators.influx..",
                            "io.shewhart.operators.spc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule STATISTICS_STAND_ALONE =
            classes()
                    .that()
                    .resideInAPackage("io.shewhart.operators.spc..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.shewhart.operators.spc..",
                            "java..",
                            "org.apache.commons.statistics..",
                            "org.apache.commons.numbers..");
}
