package dev.mandate.authz.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.authz.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles = slices().matching("dev.mandate.(**)")
            .should()
            .beFreeOfCycles()
            // since a condition is read in two ways
            .ignoreDependency(
                    resideInAPackage("dev.mandate.authz.engine.cedar"),
                    resideInAPackage("dev.mandate.authz.engine.cedar.filter"));

    @ArchTest
    static final ArchRule the_engine_stands_on_contracts_arguments_provenance_and_four_libraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mandate.authz.engine..",
                    "dev.mandate.events..",
                    "dev.mandate.arguments..",
                    "dev.mandate.provenance..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "com.cedarpolicy..",
                    "com.google.common..",
                    "org.yaml.snakeyaml..");

    @ArchTest
    static final ArchRule the_evaluator_knows_nothing_of_what_is_decided_with_it = noClasses()
            .that()
            .resideInAPackage("dev.mandate.authz.engine.cedar..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.mandate.events..", "dev.mandate.provenance..");

    @ArchTest
    static final ArchRule guards_are_closed_to_the_outside = classes()
            .that()
            .implement("dev.mandate.authz.engine.decisions.Guard")
            .should()
            .bePackagePrivate();
}
