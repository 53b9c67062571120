package dev.mandate.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.mandate.conformance.OneWayToRefuse;

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
    static final ArchTests one_way_to_refuse = ArchTests.in(OneWayToRefuse.class);

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
