package org.tl4j.strategies.training;

import java.util.Optional;

/**
 * The result of a run.
 *
 * @param outcome the predictions for the validation examples; empty without any
 * @param epoch the one after which the network was kept, from 1: the best on the validation examples, without any the last
 * @param epochs how many epochs there could be
 */
public record Trained(Optional<ValidationPredictions> outcome, int epoch, int epochs) {}
