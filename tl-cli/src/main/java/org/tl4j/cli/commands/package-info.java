/**
 * One class per command. Each takes its options from picocli, does its work through
 * {@link org.tl4j.learner.TransferLearner}, and gives an {@link org.tl4j.cli.output.CommandResult}; none prints results itself.
 */
package org.tl4j.cli.commands;
