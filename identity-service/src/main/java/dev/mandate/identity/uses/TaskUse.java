package dev.mandate.identity.uses;

import java.util.Map;

/**
 * What one task really used.
 *
 * @param tools those that it had, by their ids
 */
public record TaskUse(Map<String, ToolUse> tools) {
    public TaskUse {
        tools = Map.copyOf(tools);
    }
}
