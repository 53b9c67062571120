/** What is usual for an agent and for each kind of task, learnt from sessions in which nothing was found. */
@NullMarked
package dev.mandate.audit.engine.profiles;

import org.jspecify.annotations.NullMarked;
