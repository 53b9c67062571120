package dev.mandate.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.identity", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rows_and_stores_stay_in_their_feature = classes()
            .that()
            .haveSimpleNameEndingWith("Row")
            .or()
            .haveSimpleNameEndingWith("Store")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule only_the_http_edge_knows_http = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule what_a_problem_is_in_http_is_known_at_the_edge_alone = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .resideOutsideOfPackage("dev.mandate.identity.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.mandate.messaging.http..");

    /** A refusal is a {@code Result}, which nobody can overlook. */
    @ArchTest
    static final ArchRule nobody_refuses_by_an_exception_of_our_own =
            noClasses().should().beAssignableTo(Throwable.class);

    @ArchTest
    static final ArchRule only_rows_are_entities = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Row")
            .and()
            .haveSimpleNameNotEndingWith("Row_")
            .should()
            .beAnnotatedWith("jakarta.persistence.Entity");

    @ArchTest
    static final ArchRule only_consumers_know_kafka = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Consumer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule time_comes_from_the_injected_clock =
            noClasses().should().callMethod(java.time.Instant.class, "now");
}
