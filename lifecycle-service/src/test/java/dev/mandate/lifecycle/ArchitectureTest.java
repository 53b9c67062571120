package dev.mandate.lifecycle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import dev.mandate.conformance.OneWayToRefuse;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.Grant;
import dev.mandate.lifecycle.access.Entitlements;
import dev.mandate.lifecycle.workers.Worker;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mandate.lifecycle");

    @Test
    void features_are_free_of_cycles() {
        slices().matching("dev.mandate.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** What is no bean and no row is domain, whatever it is called. */
    @Test
    void the_domain_imports_no_framework() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .resideOutsideOfPackage("..sql..")
                .and()
                .areNotAnnotatedWith(DescribedPredicate.describe(
                        "a bean's or a row's annotation",
                        (JavaAnnotation<?> it) ->
                                it.getRawType().getPackageName().startsWith("jakarta.")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.hibernate..")
                .check(CLASSES);
    }

    @Test
    void there_is_one_way_to_refuse() {
        OneWayToRefuse.only_the_edge_knows_http.check(CLASSES);
        OneWayToRefuse.nobody_refuses_by_an_exception_of_our_own.check(CLASSES);
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

    /** The packages to come (requests, reviews, duties, privileged) need nothing else of it, and reach nothing else. */
    @Test
    void access_shows_its_one_door_and_the_types_of_its_signatures_and_nothing_else() {
        var shown = typesOf(Entitlements.class, new HashSet<>());
        classes()
                .that()
                .resideInAPackage("..access..")
                .and()
                .arePublic()
                .and()
                .areNotMemberClasses()
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "be the door or what it speaks of", it -> shown.contains(it.getName()))))
                .check(CLASSES);
    }

    @Test
    void nobody_else_writes_what_somebody_may_do() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..access..")
                .should()
                .callConstructorWhere(JavaCall.Predicates.target(
                        HasOwner.Predicates.With.owner(JavaClass.Predicates.equivalentTo(AccessState.class)
                                .or(JavaClass.Predicates.equivalentTo(Grant.class))
                                .or(JavaClass.Predicates.equivalentTo(GovernanceEvent.Granted.class))
                                .or(JavaClass.Predicates.equivalentTo(GovernanceEvent.Revoked.class)))))
                .orShould()
                .callMethod(Worker.class, "published", List.class)
                .check(CLASSES);
    }

    private static Set<String> typesOf(Type type, Set<String> seen) {
        if (type instanceof ParameterizedType generic) {
            typesOf(generic.getRawType(), seen);
            for (var argument : generic.getActualTypeArguments()) typesOf(argument, seen);
        } else if (type instanceof Class<?> known
                && known.getPackage() == Entitlements.class.getPackage()
                && seen.add(known.getName())) {
            for (var method : known.getDeclaredMethods()) {
                if (!Modifier.isPublic(method.getModifiers())) continue;
                typesOf(method.getGenericReturnType(), seen);
                for (var parameter : method.getGenericParameterTypes()) typesOf(parameter, seen);
            }
        }
        return seen;
    }
}
