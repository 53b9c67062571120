package dev.mandate.authz;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {
            "dev.mandate.authz.decisions",
            "dev.mandate.authz.freshness",
            "dev.mandate.authz.policies",
            "dev.mandate.authz.projections",
            "dev.mandate.authz.questions",
            "dev.mandate.authz.recording",
            "dev.mandate.authz.sessions"
        },
        importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule rooms_are_free_of_cycles =
            slices().matching("dev.mandate.(**)").should().beFreeOfCycles();

    /** In whichever process asks it. */
    @ArchTest
    static final ArchRule it_speaks_no_http_and_keeps_nothing = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "dev.mandate.messaging.http..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "java.sql..",
                    "javax.sql..");

    @ArchTest
    static final ArchRule records_are_written_in_two_rooms = noClasses()
            .that()
            .resideOutsideOfPackages("dev.mandate.authz.recording..", "dev.mandate.authz.sessions..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");
}
