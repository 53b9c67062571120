package dev.mandate.audit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mandate.conformance.OneWayToRefuse;

@AnalyzeClasses(packages = "dev.mandate.audit", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule features_are_free_of_cycles = slices().matching("dev.mandate.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("dev.mandate.audit.engine.."), alwaysTrue()); // it has a test of its own

    @ArchTest
    static final ArchTests one_way_to_refuse = ArchTests.in(OneWayToRefuse.class);

    @ArchTest
    static final ArchRule kafka_is_read_by_consumers_and_the_risk_job = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mandate.audit.risk..", "dev.mandate.audit.engine..")
            .and()
            .haveSimpleNameNotEndingWith("Consumer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..");

    @ArchTest
    static final ArchRule only_rows_are_entities = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Row")
            .should()
            .beAnnotatedWith("jakarta.persistence.Entity");

    @ArchTest
    static final ArchRule what_speaks_http_or_kafka_is_nobody_elses_business = classes()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .or()
            .haveSimpleNameEndingWith("Consumer")
            .or()
            .haveSimpleNameEndingWith("Row")
            .should()
            .notBePublic();
}
