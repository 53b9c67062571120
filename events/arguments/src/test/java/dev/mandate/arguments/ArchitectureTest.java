package dev.mandate.arguments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.mandate.arguments", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arguments_stand_on_one_library = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.mandate.arguments..", "java..", "org.jspecify..", "com.google.re2j..");
}
