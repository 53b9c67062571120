package dev.mandate.pages;

import java.util.List;
import java.util.Map;

/** What people call a browser that calls itself by all that it can do. */
public final class BrowserName {
    /** The first that it names: most name others too, whose pages they can show. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("FxiOS/", "Firefox"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("CriOS/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Windows", "Windows"),
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Linux", "Linux"));

    private static final int LONGEST = 80;

    private BrowserName() {}

    /** @param agent as it calls itself; may be empty */
    public static String of(String agent) {
        if (agent.isEmpty()) return "a browser that doesn't say its name";
        var browser = first(BROWSERS, agent);
        if (browser.isEmpty()) return agent.length() > LONGEST ? agent.substring(0, LONGEST) + "…" : agent;
        var system = first(SYSTEMS, agent);
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    private static String first(List<Map.Entry<String, String>> names, String agent) {
        for (var name : names) if (agent.contains(name.getKey())) return name.getValue();
        return "";
    }
}
