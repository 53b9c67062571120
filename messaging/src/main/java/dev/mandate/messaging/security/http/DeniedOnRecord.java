package dev.mandate.messaging.security.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * At a resource that answers by decisions, or takes what became of them: one who was stopped is denied, with the reason and on record, and what he did
 * before may still be told. Everywhere else he is refused by {@link CallerStatusFilter}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DeniedOnRecord {}
