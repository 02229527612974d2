/** What an inspection of a data set found comes in, and its sections go out: findings with their photos, and the map. */
package org.tl4j.report.health;
