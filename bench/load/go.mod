module kafka-rest-gateway/bench/load

go 1.25
