package dev.mandate.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.bench", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule it_stands_on_engines_and_never_on_a_service = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.mandate..")
                    .and(resideOutsideOfPackages(
                            "dev.mandate.bench..",
                            "dev.mandate.events..",
                            "dev.mandate.provenance..",
                            "dev.mandate.audit.engine..",
                            "dev.mandate.authz.engine..",
                            "dev.mandate.embedded..",
                            "dev.mandate.messaging.records..")));
}
