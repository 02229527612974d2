/**
 * How things go wrong. Every failure that a user can mend is a {@link org.tl4j.core.error.Tl4jException} whose message
 * names the subject, the rule it broke, the value found and the remedy. Imports nothing; every other package may use it.
 */
package org.tl4j.core.error;
