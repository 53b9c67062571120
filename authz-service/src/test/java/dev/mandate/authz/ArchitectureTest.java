package dev.mandate.authz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.authz", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_are_free_of_cycles =
            slices().matching("dev.mandate.authz.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_evaluator_knows_nothing_of_the_service = noClasses()
            .that()
            .resideInAPackage("dev.mandate.authz.cedar..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "dev.mandate.events..", "dev.mandate.messaging..");

    @ArchTest
    static final ArchRule guards_and_what_they_look_at_import_no_framework = noClasses()
            .that()
            .implement("dev.mandate.authz.decisions.Guard")
            .or()
            .haveNameMatching(
                    ".*\\.(Matter|Question|Verdict|DecisionPipeline|Directory|Catalogue|CedarView|DelegationChain|Limit)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io..", "jakarta..", "org.apache.kafka..", "dev.mandate.messaging..");

    @ArchTest
    static final ArchRule only_the_edge_speaks_http = noClasses()
            .that()
            .resideOutsideOfPackage("dev.mandate.authz.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "dev.mandate.messaging.http..");

    @ArchTest
    static final ArchRule guards_are_closed_to_the_outside = classes()
            .that()
            .implement("dev.mandate.authz.decisions.Guard")
            .should()
            .bePackagePrivate();
}
