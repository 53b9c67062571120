package dev.mandate.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Policies by role with one condition on an attribute, and who asks: a person with five ancestors, about a document in a folder. One
 * policy fits the request, however many there are.
 */
final class EngineWorld {
    private static final int APPLICATIONS = 50;

    private EngineWorld() {}

    /** @param tenthWithoutScope every tenth policy must be looked at whatever is asked, since only its condition says for whom it is */
    static String policies(int count, boolean tenthWithoutScope) {
        return IntStream.range(0, count)
                .mapToObj(i -> tenthWithoutScope && i % 10 == 9 ? unscoped(i) : scoped(i))
                .collect(Collectors.joining("\n"));
    }

    private static String scoped(int i) {
        return """
                @id("p%d") permit (principal in Role::"r%d", action == Action::"a%d", resource in Folder::"f%d")
                when { principal.department == "d%d" };""".formatted(i, i, i % APPLICATIONS, i, i % 7);
    }

    private static String unscoped(int i) {
        return """
                @id("p%d") permit (principal, action, resource)
                when { principal.department == "e%d" && resource.owner == principal };""".formatted(i, i);
    }

    static String entities() {
        var roles = IntStream.range(0, 5)
                .mapToObj("{\"type\": \"Role\", \"id\": \"r%d\"}"::formatted)
                .collect(Collectors.joining(", "));
        return """
                [{"uid": {"type": "User", "id": "ada"}, "attrs": {"department": "d0"}, "parents": [%s]},
                 {"uid": {"type": "Doc", "id": "doc"}, "attrs": {"owner": {"__entity": {"type": "User", "id": "finn"}}},
                  "parents": [{"type": "Folder", "id": "f0"}]},
                 {"uid": {"type": "Action", "id": "a0"}, "attrs": {}, "parents": []}]""".formatted(roles);
    }
}
