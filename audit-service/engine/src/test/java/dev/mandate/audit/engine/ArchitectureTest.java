package dev.mandate.audit.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.audit.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.audit.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_engine_stands_on_contracts_provenance_and_four_libraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mandate.audit.engine..",
                    "dev.mandate.events..",
                    "dev.mandate.provenance..",
                    "dev.mandate.messaging.records..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "com.google.re2j..",
                    "org.apache.kafka..",
                    "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule rules_and_their_correlation_know_nothing_of_what_is_judged_with_them = classes()
            .that()
            .resideInAPackage("..sigma..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..sigma..", "org.jspecify..", "org.yaml.snakeyaml..", "com.google.re2j..");
}
