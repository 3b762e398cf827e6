package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "16.0,16",
        "16,16",
        "-1,-1",
        "-0.0,0",
        "1.5,1.5",
        "0.10,0.1",
        "1E3,1000",
        "1763630210445,1763630210445",
        "1.763630210445E12,1763630210445",
        "123456789012345678901234567890,123456789012345678901234567890",
        "-1.5e300,-1.5E300"
    })
    void aNumberIsWrittenAsPeopleDo(String json, String written) throws JsonProcessingException {
        assertThat(Json.number((Number) Json.read(json))).isEqualTo(written);
        assertThat(Json.text(Map.of("n", Json.read(json)), "n")).isEqualTo(written);
    }

    @Test
    void anObjectInAStringIsOpenedAndWhatIsNoneIsEmpty() {
        assertThat(Json.openedObject(" {\"a\": 1}")).containsEntry("a", 1);
        assertThat(Json.openedObject(Map.of("a", 1))).containsEntry("a", 1);
        assertThat(Json.openedObject("{\"a\": ")).isEmpty();
        assertThat(Json.openedObject("[1]")).isEmpty();
        assertThat(Json.openedObject(null)).isEmpty();
    }
}
