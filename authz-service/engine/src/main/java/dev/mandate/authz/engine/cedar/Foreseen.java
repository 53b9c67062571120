package dev.mandate.authz.engine.cedar;

import java.util.List;

/**
 * What is known of an answer while conditions find no value for some of what they read.
 *
 * @param permits ids of those that could apply; without one the answer is no
 * @param forbids ids of those that apply whatever the rest comes to; with one the answer is no
 */
public record Foreseen(List<String> permits, List<String> forbids) {
    public Foreseen {
        permits = List.copyOf(permits);
        forbids = List.copyOf(forbids);
    }
}
