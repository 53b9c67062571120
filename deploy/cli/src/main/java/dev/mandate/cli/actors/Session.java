package dev.mandate.cli.actors;

/** A task under way: its session, the delegation that the acting agent holds, and the token that is bound to it. */
public record Session(String session, String delegation, String token) {}
