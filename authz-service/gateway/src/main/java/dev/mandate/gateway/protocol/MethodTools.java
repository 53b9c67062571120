package dev.mandate.gateway.protocol;

import java.util.Set;

/** What the catalogue calls methods that are decided as tools are, behind a server's name. No tool of a server is called so: a yes to one would be one to the other. */
public final class MethodTools {
    public static final String READ_RESOURCE = "resources.read";
    public static final String GET_PROMPT = "prompts.get";

    private static final Set<String> ALL = Set.of(READ_RESOURCE, GET_PROMPT, "resources.list", "prompts.list");

    private MethodTools() {}

    public static boolean has(String tool) {
        return ALL.contains(tool);
    }
}
