package dev.mandate.lifecycle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mandate.lifecycle");

    @Test
    void features_are_free_of_cycles() {
        slices().matching("dev.mandate.lifecycle.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void the_domain_imports_no_framework() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.(Position|HrFact|Standing|History|Change|Worker|Birthrights|HeldGrant|Snapshot"
                        + "|CatalogRules|Kind|Fault|GrantOutcome|CatalogWrite)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.hibernate..")
                .check(CLASSES);
    }

    @Test
    void only_consumers_and_the_sweep_and_resources_begin_transactions() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus.hibernate.reactive.panache.common..", "jakarta.ws.rs..")
                .check(CLASSES);
    }
}
