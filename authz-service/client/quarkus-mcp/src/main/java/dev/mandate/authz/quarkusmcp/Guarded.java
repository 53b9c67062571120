package dev.mandate.authz.quarkusmcp;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each {@code @Tool} of the class, or this one, is decided with its arguments before it runs, and what became of it is told before its caller has the answer.
 * Tools without it are too, but for what it says, unless {@code mandate.guard.tools} is {@code annotated}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Guarded {
    /** What stands in the catalogue before the names of tools, such as {@code files.}; without it {@code mandate.guard.before}. */
    @Nonbinding
    String before() default "";

    /** What the catalogue calls this one tool; without it its name here behind {@link #before}. */
    @Nonbinding
    String as() default "";
}
