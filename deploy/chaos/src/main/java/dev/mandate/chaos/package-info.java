/**
 * Two replicas of each service on three brokers and what clients were told, while processes are killed, stand still and have no room on
 * their disks: held against topics, trail and findings at the end.
 */
@NullMarked
package dev.mandate.chaos;

import org.jspecify.annotations.NullMarked;
