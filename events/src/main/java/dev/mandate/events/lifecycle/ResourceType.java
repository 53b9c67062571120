package dev.mandate.events.lifecycle;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A type of resources that an application keeps itself, such as its invoices. Which there are, nobody else knows: whoever asks for
 * the application says what one is like.
 *
 * @param type as questions name it, AuthZEN's {@code resource.type}; no two applications have one of the same name
 * @param actions what may be done with one, AuthZEN's {@code action.name}
 * @param attributes by name, what a question says of one
 * @param optional those of the attributes that a question may leave out
 * @param parents types of the same application; a resource is in the resources of these types that a question names
 */
public record ResourceType(
        String type,
        Set<String> actions,
        Map<String, AttributeType> attributes,
        Set<String> optional,
        Set<String> parents) {
    /** Member of a resource's properties that names the resources it is in; no attribute has that name. */
    public static final String PARENTS = "parents";

    /** Of each: types of an application, their actions, their attributes. */
    public static final int MOST_TYPES = 16;

    private static final int MOST_ACTIONS = 16;
    private static final int MOST_ATTRIBUTES = 32;
    private static final int MOST_PARENTS = 8;

    /**
     * Words of lower-case letters and digits, so that they can be told apart when they are written without the dashes. Application,
     * type and action together are a name in a delegation's scope, which has 120 characters.
     */
    private static final Pattern NAME = Pattern.compile("(?=.{1,36}$)[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][0-9A-Za-z_]{0,59}");

    /** What questions call other things, and what Cedar does. */
    private static final Set<String> TAKEN = Set.of(
            "person",
            "agent",
            "workload",
            "client",
            "identity",
            "tool",
            "model",
            "surface",
            "role",
            "application",
            "domain",
            "action",
            "bool",
            "boolean",
            "entity",
            "extension",
            "long",
            "record",
            "set",
            "string");

    private static final Set<String> TAKEN_ACTIONS = Set.of("call", "use");

    public ResourceType {
        Objects.requireNonNull(type, "type is missing");
        if (!isName(type) || TAKEN.contains(type))
            throw new IllegalArgumentException("a resource type is named " + RULE + ", and not as something else is");
        actions = sorted(actions);
        attributes = attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
        optional = sorted(optional);
        parents = sorted(parents);
        bounded("actions", actions.size(), 1, MOST_ACTIONS);
        bounded("attributes", attributes.size(), 0, MOST_ATTRIBUTES);
        bounded("parents", parents.size(), 0, MOST_PARENTS);
        for (var action : actions)
            if (!isName(action) || TAKEN_ACTIONS.contains(action))
                throw new IllegalArgumentException("an action is named " + RULE + ", and neither call nor use");
        for (var attribute : attributes.entrySet())
            if (!ATTRIBUTE.matcher(attribute.getKey()).matches()
                    || attribute.getKey().equals(PARENTS)
                    || attribute.getValue() == null)
                throw new IllegalArgumentException("an attribute is named by a letter, then letters, digits and"
                        + " underscores, at most 60, and not parents; and it has a type");
        if (!attributes.keySet().containsAll(optional))
            throw new IllegalArgumentException("optional must name attributes of the type");
    }

    static final String RULE = "as invoice or credit-note: at most 36 lower-case letters, digits and dashes";

    /** Whether an application or one of its types or actions may have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static Set<String> sorted(Set<String> names) {
        return names == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(names));
    }

    private static void bounded(String what, int size, int least, int most) {
        if (size < least || size > most) throw new IllegalArgumentException(what + " must be " + least + " to " + most);
    }
}
