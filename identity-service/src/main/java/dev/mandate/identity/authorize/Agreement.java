package dev.mandate.identity.authorize;

import java.util.List;

/**
 * To what a person agrees.
 *
 * @param tools that he left, as the page's form names them
 * @param minutes for how long
 * @param words what it is for, in his own; empty for nothing
 */
public record Agreement(List<String> tools, String minutes, String words) {
    public Agreement {
        tools = List.copyOf(tools);
    }
}
