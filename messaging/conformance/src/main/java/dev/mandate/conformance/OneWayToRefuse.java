package dev.mandate.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * How every service says no. A domain class answers with a {@code Result}: done, or refused with a reason of its own type, which nobody
 * overlooks, and which a caller that isn't asked by HTTP reads as well. The edge alone knows what that is in HTTP: each {@code …Resource} with
 * what is declared in it, and packages called {@code http}. What fails, such as a database that is away, is an exception as anywhere.
 */
public final class OneWayToRefuse {
    private static final DescribedPredicate<JavaClass> EDGE = describe(
            "the HTTP edge",
            it -> outermost(it).getSimpleName().endsWith("Resource")
                    || it.getPackageName().endsWith(".http"));

    @ArchTest
    public static final ArchRule only_the_edge_knows_http = noClasses()
            .that(not(EDGE))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "org.jboss.resteasy..",
                    "jakarta.annotation.security..",
                    "dev.mandate.messaging.http..");

    /** Engines and what is embedded in programs of others know no {@code Result}: their exceptions are listed in their pages. */
    @ArchTest
    public static final ArchRule nobody_refuses_by_an_exception_of_our_own = noClasses()
            .that()
            .resideOutsideOfPackages("..engine..", "dev.mandate.authz.client..")
            .should()
            .beAssignableTo(Throwable.class);

    private OneWayToRefuse() {}

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(OneWayToRefuse::outermost).orElse(type);
    }
}
