package dev.mandate.events.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a tool can do, as its owner registers it. Written in lower case. */
public enum ToolLabel {
    /** Reads data that is not public. */
    PRIVATE,
    /** Its answers may carry text written by strangers. */
    UNTRUSTED,
    /** Sends data to where the caller says. */
    EGRESS,
    /** Moves money. */
    MONEY,
    /** Changes credentials or how someone signs in. */
    CREDENTIAL,
    /** Gives rights to someone. */
    GRANT,
    /** Destroys what can't be restored. */
    DESTROY,
    /** Changes state. */
    STATE;

    private final String text = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String text() {
        return text;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ToolLabel of(String text) {
        for (var label : values()) if (label.text().equals(text)) return label;
        throw new IllegalArgumentException(
                "unknown label; one of private, untrusted, egress, money, credential, grant, destroy, state");
    }
}
