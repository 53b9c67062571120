package dev.mandate.provenance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.provenance", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule reading_a_call_stands_on_contracts_and_three_libraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.mandate.provenance..",
                    "dev.mandate.events..",
                    "dev.mandate.arguments..",
                    "java..",
                    "org.jspecify..",
                    "com.google.common..",
                    "com.ibm.icu..",
                    "org.apache.lucene..",
                    "org.tartarus.snowball..");
}
