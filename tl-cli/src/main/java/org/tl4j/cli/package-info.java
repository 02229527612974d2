/**
 * The command {@code tl}. Arguments come in; results go to standard output, everything else to standard error, and an exit
 * code to the caller. Only {@code Main} holds an injector and ends the process; {@code commands} do the work through
 * {@link org.tl4j.learner.TransferLearner}.
 */
package org.tl4j.cli;
