/** What happened in training comes in: decisions, epochs, warnings; the sections of a report on it go out. */
package org.tl4j.report.training;
