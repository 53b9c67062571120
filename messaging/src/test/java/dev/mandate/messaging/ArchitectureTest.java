package dev.mandate.messaging;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.messaging", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule http_is_known_at_the_edge_alone = noClasses()
            .that()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .resideOutsideOfPackages(
                    "dev.mandate.messaging.http..", "dev.mandate.messaging.*.http..", "dev.mandate.messaging.openapi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule columns_are_known_to_rows_and_stores_alone = noClasses()
            .that()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("Row")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..");

    @ArchTest
    static final ArchRule what_follows_a_topic_needs_no_database = noClasses()
            .that()
            .resideInAnyPackage("dev.mandate.messaging.follower..", "dev.mandate.messaging.projection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "io.vertx..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule it_knows_no_service = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.mandate..")
                    .and(resideOutsideOfPackages("dev.mandate.messaging..", "dev.mandate.events..")));
}
