package io.configrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource's tags are found wherever its type keeps them. */
class TagsTest {

    private static final Map<String, Object> PAY = Map.of("team", "pay");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Configuration': {'previousValue': {'tags': [{'key': 'team', 'value': 'pay'}]}}}",
                "{'Configuration': {'previousValue': {'tagSet': [{'key': 'team', 'value': 'pay'}]}}}",
                "{'Configuration': {'previousValue': {'TagList': [{'Key': 'team', 'Value': 'pay'}]}}}",
                "{'Configuration': {'previousValue': {'FileSystemTags': [{'Key': 'team', 'Value': 'pay'}]}}}",
                "{'Configuration': {'previousValue': {'tags': {'team': 'pay'}}}}",
                "{'Configuration': {'previousValue': '{\\\\'tags\\\\': {\\\\'team\\\\': \\\\'pay\\\\'}}'}}",
                "{'Configuration.Tags.0': {'previousValue': {'key': 'team', 'value': 'pay'}}}",
                "{'SupplementaryConfiguration.Tags': {'previousValue': [{'key': 'team', 'value': 'pay'}]}}",
                "{'SupplementaryConfiguration.Tags': {'previousValue': [{'tagKey': 'team', 'tagValue': 'pay'}]}}",
                "{'SupplementaryConfiguration.Tags': {'previousValue': {'team': 'pay'}}}",
                "{'SupplementaryConfiguration.Tags': {'previousValue': '[{\\\\'key\\\\': \\\\'team\\\\', \\\\'value\\\\': \\\\'pay\\\\'}]'}}",
                "{'SupplementaryConfiguration.Tags.1': {'previousValue': {'tagKey': 'team', 'tagValue': 'pay'}}}",
                "{'SupplementaryConfiguration.TagSet.0': {'previousValue': {'key': 'team', 'value': 'pay'}}}",
                "{'SupplementaryConfiguration.BucketTaggingConfiguration':"
                        + " {'previousValue': {'tagSets': [{'tags': {'team': 'pay'}}]}}}",
                "{'SupplementaryConfiguration.BucketTaggingConfiguration.TagSets.0':"
                        + " {'previousValue': {'tags': {'team': 'pay'}}}}",
                "{'SupplementaryConfiguration': {'previousValue': {'Tags': {'items': [{'key': 'team', 'value': 'pay'}]}}}}",
                "{'Tags': {'previousValue': {'team': 'pay'}}}"
            })
    void aDeletedResourceKeepsTheTagsThatItHad(String changed) throws JsonProcessingException {
        assertThat(Tags.of(Map.of("tags", Map.of()), json(changed), true)).isEqualTo(PAY);
        assertThat(Tags.of(Map.of("tags", Map.of()), json(changed), false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tags': {'team': 'pay'}, 'configuration': {'tags': [{'key': 'team', 'value': 'other'}]}}",
                "{'tags': [{'key': 'team', 'value': 'pay'}]}",
                "{'tags': {}, 'configuration': {'tags': [{'key': 'team', 'value': 'pay'}]}}",
                "{'configuration': '{\\\\'tagList\\\\': [{\\\\'key\\\\': \\\\'team\\\\', \\\\'value\\\\': \\\\'pay\\\\'}]}'}",
                "{'supplementaryConfiguration': {'Tags': [{'tagKey': 'team', 'tagValue': 'pay'}]}}",
                "{'supplementaryConfiguration': {'BucketTaggingConfiguration': {'tagSets': [{'tags': {'team': 'pay'}}]}}}",
                "{'supplementaryConfiguration': {'BucketTaggingConfiguration':"
                        + " '{\\\\'tagSets\\\\': [{\\\\'tags\\\\': {\\\\'team\\\\': \\\\'pay\\\\'}}]}'}}"
            })
    void aLiveResourcesTagsAreThoseOfItsItemElseOfItsConfiguration(String item) throws JsonProcessingException {
        assertThat(Tags.of(json(item), Map.of(), false)).isEqualTo(PAY);
    }

    @Test
    void whatIsForOtherResourcesOrNoTagIsNone() throws JsonProcessingException {
        assertThat(Tags.of(
                        json("{'configuration': {'copyTagsToSnapshot': true, 'propagateTags': 'SERVICE',"
                                + " 'tagSpecifications': [{'tags': [{'key': 'team', 'value': 'pay'}]}],"
                                + " 'tags': 7}}"),
                        Map.of(),
                        false))
                .isEmpty();
        // AWS Config leaves the key out here.
        assertThat(Tags.of(Map.of(), json("{'Tags.0': {'previousValue': 'pay'}}"), true))
                .isEmpty();
    }

    private static Map<String, Object> json(String text) throws JsonProcessingException {
        return Json.object(Json.read(text.replace("\\\\'", "\\\"").replace('\'', '"')));
    }
}
