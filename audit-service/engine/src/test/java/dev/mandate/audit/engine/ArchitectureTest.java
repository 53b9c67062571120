package dev.mandate.audit.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.audit.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

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
    static final ArchRule correlating_knows_nothing_of_files_nor_of_what_is_judged = classes()
            .that()
            .resideInAPackage("..sigma.correlation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..sigma.correlation..", "dev.mandate.events.digests..", "org.jspecify..");

    @ArchTest
    static final ArchRule reading_a_file_knows_nothing_of_what_is_judged = classes()
            .that()
            .resideInAPackage("..sigma.reading..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..sigma..", "org.jspecify..", "org.yaml.snakeyaml..", "com.google.re2j..");

    @ArchTest
    static final ArchRule yaml_is_read_in_one_room = noClasses()
            .that()
            .resideOutsideOfPackage("..sigma.reading..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.yaml..", "com.google.re2j..");

    @ArchTest
    static final ArchRule only_the_job_knows_all_rooms = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mandate.audit.engine.job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mandate.audit.engine.job..");
}
