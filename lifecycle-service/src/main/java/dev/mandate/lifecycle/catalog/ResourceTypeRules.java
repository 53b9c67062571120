package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry.Application;
import java.util.HashSet;
import java.util.Optional;

/**
 * What resource types must satisfy beside the others: a question names a type and not its application, so no two have the same; and
 * what a type is in is a type of the same application.
 */
final class ResourceTypeRules {
    private ResourceTypeRules() {}

    static Optional<Fault> check(Application application, Snapshot after) {
        var own = new HashSet<String>();
        for (var i = 0; i < application.resourceTypes().size(); i++) {
            var type = application.resourceTypes().get(i).type();
            var field = "/resourceTypes/" + i + "/type";
            if (!own.add(type)) return fault(field, type + " is there twice");
            var other = after.live(Application.class)
                    .filter(it -> !it.id().equals(application.id()) && declares(it, type))
                    .findFirst();
            if (other.isPresent())
                return fault(field, "application " + other.get().id() + " has a resource type " + type + " already");
        }
        for (var i = 0; i < application.resourceTypes().size(); i++)
            for (var parent : application.resourceTypes().get(i).parents())
                if (!own.contains(parent))
                    return fault("/resourceTypes/" + i + "/parents", "the application has no resource type " + parent);
        return Optional.empty();
    }

    private static boolean declares(Application application, String type) {
        return application.resourceTypes().stream().anyMatch(it -> it.type().equals(type));
    }

    private static Optional<Fault> fault(String field, String message) {
        return Optional.of(new Fault(field, message));
    }
}
