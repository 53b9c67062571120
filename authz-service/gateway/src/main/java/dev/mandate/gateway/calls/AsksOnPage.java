package dev.mandate.gateway.calls;

/** Whether a client leads its person to a page on which he is asked, and how it is told to (MCP, URL-mode elicitation). */
public enum AsksOnPage {
    /** It doesn't, or has just done so: it is told in words. */
    NO,
    /** By the error -32042, upon which it makes its request again (2025-11-25). */
    BY_ERROR,
    /** By a result that asks for input, likewise (2026-07-28). */
    BY_RESULT
}
