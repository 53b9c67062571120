package dev.mandate.gateway.calls;

import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.protocol.ProtocolVersion;
import java.util.Set;

/** Whether a client leads its person to a page on which he is asked, and how it is told to (MCP, URL-mode elicitation). */
public enum AsksOnPage {
    /** It doesn't, or has just done so: it is told in words. */
    NO,
    /** By the error -32042, upon which it makes its request again (2025-11-25). */
    BY_ERROR,
    /** By a result that asks for input, likewise (2026-07-28). */
    BY_RESULT;

    /**
     * In the way of its version.
     *
     * @param can what the client can be asked, in that version
     */
    public static AsksOnPage of(ProtocolVersion version, Set<Askable> can) {
        if (!can.contains(Askable.PAGE)) return NO;
        return version.stateless() ? BY_RESULT : BY_ERROR;
    }
}
