package dev.mandate.gateway.servers;

import dev.mandate.gateway.protocol.MethodTools;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which names of the catalogue operators gave to servers' tools. No two have one: a yes to one would be one to the other. */
final class CatalogueNames {
    private final Map<String, McpServer> servers;
    private final Map<String, String> given = new HashMap<>();

    private CatalogueNames(Map<String, McpServer> servers) {
        this.servers = servers;
    }

    /** @throws IllegalArgumentException naming the one that another has, or may have */
    static void distinct(Map<String, McpServer> servers) {
        var names = new CatalogueNames(servers);
        servers.values().forEach(names::of);
    }

    private void of(McpServer server) {
        new TreeMap<>(server.tools()).forEach((tool, name) -> {
            var its = server.name() + ".tools." + tool;
            var other = given.putIfAbsent(name, its);
            if (other != null) throw alike(its, name, "as " + other + " is");
            var dot = name.indexOf('.');
            var named = dot < 0 ? null : servers.get(name.substring(0, dot));
            if (named == null) return;
            var own = name.substring(dot + 1);
            if (MethodTools.has(own))
                throw new IllegalArgumentException(
                        its + " is called " + name + " in the catalogue, which is no tool there");
            if (named != server && !named.tools().containsKey(own))
                throw alike(its, name, "as a tool of the server " + named.name() + " may be");
        });
    }

    private static IllegalArgumentException alike(String its, String name, String as) {
        return new IllegalArgumentException(
                its + " is called " + name + " in the catalogue, " + as + ": a yes to one would be one to the other");
    }
}
