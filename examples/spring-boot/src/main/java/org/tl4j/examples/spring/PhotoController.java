package org.tl4j.examples.spring;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tl4j.core.error.DataException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;

/** An image in, its labels out: {@code curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' localhost:8080/photos}. */
@RestController
class PhotoController {
    private final Predictor predictor;

    PhotoController(Predictor predictor) {
        this.predictor = predictor;
    }

    /**
     * The labels of a photo.
     *
     * @param labels the most probable ones first
     * @param unsure whether a person should look
     */
    record Answer(List<ScoredLabel> labels, boolean unsure) {}

    @PostMapping(
            path = "/photos",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    Answer predict(@RequestBody byte[] photo, @RequestParam(defaultValue = "5") int top) {
        Prediction prediction = predictor.predict(photo);
        return new Answer(prediction.top(top), prediction.isUnsure());
    }

    /** What the sender can fix; every other exception is ours and stays 500. */
    @ExceptionHandler
    ProblemDetail unusable(DataException failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, failure.getMessage());
    }
}
