package dev.mandate.gateway.protocol;

import java.util.Set;

/**
 * What the catalogue calls methods that are decided as tools are, behind a server's name. No tool of a server is called so: a yes to one would
 * be one to the other.
 */
public final class MethodTools {
    public static final String READ_RESOURCE = "resources.read";
    public static final String GET_PROMPT = "prompts.get";

    /** Templates of them too. */
    public static final String LIST_RESOURCES = "resources.list";

    public static final String LIST_PROMPTS = "prompts.list";

    /** The server asks the person at the client, by a form or a page. */
    public static final String ELICIT = "elicitation.create";

    /** The server asks the client's model. */
    public static final String SAMPLE = "sampling.create";

    private static final Set<String> ALL =
            Set.of(READ_RESOURCE, GET_PROMPT, LIST_RESOURCES, LIST_PROMPTS, ELICIT, SAMPLE);

    private MethodTools() {}

    public static boolean has(String tool) {
        return ALL.contains(tool);
    }
}
