package dev.mandate.gateway.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every method of the protocol, in both eras. One that isn't listed is refused, whatever version brings it: what nobody looked at passes
 * nowhere. The page of this module says what becomes of each, and a test holds it to have all of them.
 */
public enum McpMethod {
    INITIALIZE("initialize", From.CLIENT),
    DISCOVER("server/discover", From.CLIENT),
    PING("ping", From.CLIENT),
    TOOLS_LIST("tools/list", From.CLIENT),
    TOOLS_CALL("tools/call", From.CLIENT),
    RESOURCES_LIST("resources/list", From.CLIENT),
    RESOURCE_TEMPLATES_LIST("resources/templates/list", From.CLIENT),
    RESOURCES_READ("resources/read", From.CLIENT),
    RESOURCES_SUBSCRIBE("resources/subscribe", From.CLIENT),
    RESOURCES_UNSUBSCRIBE("resources/unsubscribe", From.CLIENT),
    PROMPTS_LIST("prompts/list", From.CLIENT),
    PROMPTS_GET("prompts/get", From.CLIENT),
    COMPLETE("completion/complete", From.CLIENT),
    SET_LEVEL("logging/setLevel", From.CLIENT),
    LISTEN("subscriptions/listen", From.CLIENT),
    TASKS_GET("tasks/get", From.CLIENT),
    TASKS_RESULT("tasks/result", From.CLIENT),
    TASKS_LIST("tasks/list", From.CLIENT),
    TASKS_CANCEL("tasks/cancel", From.CLIENT),
    TASKS_UPDATE("tasks/update", From.CLIENT),
    INITIALIZED("notifications/initialized", From.CLIENT),
    CANCELLED("notifications/cancelled", From.CLIENT),
    CLIENT_PROGRESS("notifications/progress", From.CLIENT),
    ROOTS_CHANGED("notifications/roots/list_changed", From.CLIENT),
    SAMPLING("sampling/createMessage", From.SERVER),
    ELICITATION("elicitation/create", From.SERVER),
    ROOTS_LIST("roots/list", From.SERVER),
    SERVER_PING("ping", From.SERVER),
    PROGRESS("notifications/progress", From.SERVER),
    MESSAGE("notifications/message", From.SERVER),
    TOOLS_CHANGED("notifications/tools/list_changed", From.SERVER),
    RESOURCES_CHANGED("notifications/resources/list_changed", From.SERVER),
    RESOURCE_UPDATED("notifications/resources/updated", From.SERVER),
    PROMPTS_CHANGED("notifications/prompts/list_changed", From.SERVER);

    /** Who sends it. */
    public enum From {
        CLIENT,
        SERVER
    }

    private final String text;
    private final From from;

    McpMethod(String text, From from) {
        this.text = text;
        this.from = from;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    public From from() {
        return from;
    }

    /**
     * What a client asks to get to know a server, of which only the answer is looked at: nothing is done by it, and nothing is read that nobody
     * has looked at.
     */
    public boolean isDiscovery() {
        return switch (this) {
            case INITIALIZE, DISCOVER, PING, SET_LEVEL, TOOLS_LIST -> true;
            default -> false;
        };
    }

    /** Empty for one that this gateway doesn't know. */
    public static Optional<McpMethod> of(String text, From from) {
        return Arrays.stream(values())
                .filter(method -> method.from == from && method.text.equals(text))
                .findFirst();
    }
}
