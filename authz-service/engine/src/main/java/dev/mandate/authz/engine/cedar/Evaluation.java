package dev.mandate.authz.engine.cedar;

/** What a condition may look at while it is evaluated for one request. */
public record Evaluation(Request request, Entities entities) {}
