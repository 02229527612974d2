package org.tl4j.examples.kotlin

import java.nio.file.Path
import org.tl4j.core.error.DataException
import org.tl4j.core.prediction.Predictor
import org.tl4j.core.prediction.PredictionResult
import org.tl4j.core.prediction.ScoredLabel
import org.tl4j.predict.BundlePredictors

/** What came of a photo: its best label, or why it has none. */
sealed interface Outcome {
    data class Labelled(val best: ScoredLabel) : Outcome

    data class Unreadable(val reason: DataException) : Outcome
}

/** One outcome per photo, in their order; a photo that cannot be read does not stop the others. */
fun Predictor.classify(photos: List<Path>): Map<Path, Outcome> =
    photos.zip(predictEachFile(photos)).associate { (photo, result) ->
        photo to
            when (result) {
                is PredictionResult.Failed -> Outcome.Unreadable(result.failure())
                else -> Outcome.Labelled(result.orThrow().best())
            }
    }

fun main(arguments: Array<String>) {
    val (model, photos) = Path.of(arguments.first()) to arguments.drop(1).map(Path::of)
    BundlePredictors.create().open(model).use { predictor ->
        predictor.classify(photos).forEach { (photo, outcome) ->
            when (outcome) {
                is Outcome.Labelled -> println("$photo: ${outcome.best.label()}, ${"%.1f".format(100 * outcome.best.probability())} %")
                is Outcome.Unreadable -> println("$photo: ${outcome.reason.message}")
            }
        }
    }
}
