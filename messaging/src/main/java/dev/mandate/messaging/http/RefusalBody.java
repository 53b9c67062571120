package dev.mandate.messaging.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a resource refuses with, as JSON, in the statuses that its endpoints name themselves, where a standard has another form than a
 * {@link Problem}. What every service answers alike stays one.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RefusalBody {
    Class<?> value();
}
