package dev.mandate.gateway.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every method of the protocol, in both eras, and what becomes of it here. One that isn't listed is refused, whatever version brings it:
 * what nobody looked at passes nowhere. The page of this module has this table, and a test holds the two together.
 */
public enum McpMethod {
    INITIALIZE("initialize", From.CLIENT, Handling.ANSWERED),
    DISCOVER("server/discover", From.CLIENT, Handling.ANSWERED),
    PING("ping", From.CLIENT, Handling.ANSWERED),
    TOOLS_LIST("tools/list", From.CLIENT, Handling.FILTERED),
    TOOLS_CALL("tools/call", From.CLIENT, Handling.DECIDED),
    RESOURCES_LIST("resources/list", From.CLIENT, Handling.FILTERED),
    RESOURCE_TEMPLATES_LIST("resources/templates/list", From.CLIENT, Handling.FILTERED),
    RESOURCES_READ("resources/read", From.CLIENT, Handling.DECIDED),
    RESOURCES_SUBSCRIBE("resources/subscribe", From.CLIENT, Handling.REFUSED),
    RESOURCES_UNSUBSCRIBE("resources/unsubscribe", From.CLIENT, Handling.REFUSED),
    PROMPTS_LIST("prompts/list", From.CLIENT, Handling.FILTERED),
    PROMPTS_GET("prompts/get", From.CLIENT, Handling.DECIDED),
    COMPLETE("completion/complete", From.CLIENT, Handling.REFUSED),
    SET_LEVEL("logging/setLevel", From.CLIENT, Handling.ANSWERED),
    LISTEN("subscriptions/listen", From.CLIENT, Handling.REFUSED),
    TASKS_GET("tasks/get", From.CLIENT, Handling.REFUSED),
    TASKS_RESULT("tasks/result", From.CLIENT, Handling.REFUSED),
    TASKS_LIST("tasks/list", From.CLIENT, Handling.REFUSED),
    TASKS_CANCEL("tasks/cancel", From.CLIENT, Handling.REFUSED),
    TASKS_UPDATE("tasks/update", From.CLIENT, Handling.REFUSED),
    INITIALIZED("notifications/initialized", From.CLIENT, Handling.TAKEN),
    CANCELLED("notifications/cancelled", From.CLIENT, Handling.DONE),
    CLIENT_PROGRESS("notifications/progress", From.CLIENT, Handling.TAKEN),
    ROOTS_CHANGED("notifications/roots/list_changed", From.CLIENT, Handling.TAKEN),
    SAMPLING("sampling/createMessage", From.SERVER, Handling.REFUSED),
    ELICITATION("elicitation/create", From.SERVER, Handling.REFUSED),
    ROOTS_LIST("roots/list", From.SERVER, Handling.REFUSED),
    SERVER_PING("ping", From.SERVER, Handling.ANSWERED),
    PROGRESS("notifications/progress", From.SERVER, Handling.PASSED),
    MESSAGE("notifications/message", From.SERVER, Handling.PASSED),
    TOOLS_CHANGED("notifications/tools/list_changed", From.SERVER, Handling.DONE),
    RESOURCES_CHANGED("notifications/resources/list_changed", From.SERVER, Handling.TAKEN),
    RESOURCE_UPDATED("notifications/resources/updated", From.SERVER, Handling.TAKEN),
    PROMPTS_CHANGED("notifications/prompts/list_changed", From.SERVER, Handling.TAKEN);

    /** Who sends it. */
    public enum From {
        CLIENT,
        SERVER
    }

    /** What becomes of it. */
    public enum Handling {
        /** By the gateway itself; the server doesn't see it. */
        ANSWERED,
        /** The server is asked, and the caller is shown what he may have. */
        FILTERED,
        /** Done if a decision allows just this, recorded before and told of after. */
        DECIDED,
        /** Within the bounds of the request that it belongs to. */
        PASSED,
        /** What it asks for is done here. */
        DONE,
        /** Accepted, and nothing comes of it. */
        TAKEN,
        /** With an error; the other side doesn't see it. */
        REFUSED
    }

    private final String text;
    private final From from;
    private final Handling handling;

    McpMethod(String text, From from, Handling handling) {
        this.text = text;
        this.from = from;
        this.handling = handling;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    public From from() {
        return from;
    }

    public Handling handling() {
        return handling;
    }

    /** Empty for one that this gateway doesn't know. */
    public static Optional<McpMethod> of(String text, From from) {
        return Arrays.stream(values())
                .filter(method -> method.from == from && method.text.equals(text))
                .findFirst();
    }
}
