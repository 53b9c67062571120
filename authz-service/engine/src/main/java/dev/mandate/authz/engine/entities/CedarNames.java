package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of {@code schema.cedarschema} that the service itself uses. */
public final class CedarNames {
    public static final String PERSON = "Mandate::Person";
    public static final String AGENT = "Mandate::Agent";
    public static final String ROLE = "Mandate::Role";
    public static final String APPLICATION = "Mandate::Application";
    public static final String TOOL = "Mandate::Tool";
    public static final String MODEL = "Mandate::Model";
    public static final String SURFACE = "Mandate::Surface";
    /** A client of its own right; only as who publishes policies. */
    public static final String CLIENT = "Mandate::Client";

    public static final String POLICY_SET = "Mandate::PolicySet";
    public static final String ACTION = "Mandate::Action";

    public static final EntityUid CALL = new EntityUid(ACTION, "call");
    public static final EntityUid USE = new EntityUid(ACTION, "use");

    private static final Set<String> RESERVED = Stream.concat(
                    Stream.of(CALL.id(), USE.id()),
                    Arrays.stream(ToolLabel.values()).map(ToolLabel::text))
            .collect(Collectors.toUnmodifiableSet());

    private CedarNames() {}

    public static EntityUid group(ToolLabel label) {
        return new EntityUid(ACTION, label.text());
    }

    public static EntityUid role(String id) {
        return new EntityUid(ROLE, id);
    }

    /**
     * Of what an application declares: {@code AccountsPayable} for {@code accounts-payable}. Two ids have never the same one, since
     * every word of them begins with a letter.
     */
    public static String namespace(String applicationId) {
        return capitalised(applicationId);
    }

    static String ownType(String applicationId, String resourceType) {
        return namespace(applicationId) + "::" + capitalised(resourceType);
    }

    private static String capitalised(String words) {
        return Arrays.stream(words.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** A tool of such a name would be the group of the same name. */
    public static boolean reserved(String toolId) {
        return RESERVED.contains(toolId);
    }
}
